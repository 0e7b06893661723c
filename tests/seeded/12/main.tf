terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.90"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Project = "orders", ManagedBy = "terraform" }
  }
}

variable "env" {
  type    = string
  default = "live"
}

locals {
  retention = {
    dev  = 7
    live = 15
  }
}

resource "aws_cloudwatch_log_group" "api" {
  for_each          = toset(["api", "worker"])
  name              = "/ecs/${var.env}/${each.key}"
  retention_in_days = local.retention[var.env]
}
