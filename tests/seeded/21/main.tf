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
  type        = string
  description = "dev or live"
  default     = "dev"

  validation {
    condition = contains(["dev", "live"], var.env)
  }
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/${var.env}/api"
  retention_in_days = var.env == "live" ? 90 : 7
}
