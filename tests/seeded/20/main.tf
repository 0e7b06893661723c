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

variable "create" {
  type    = bool
  default = true
}

resource "aws_sqs_queue" "this" {
  count    = var.create ? 1 : 0
  for_each = toset(["orders", "refunds", "shipments"])

  name                       = "shop-${each.key}"
  visibility_timeout_seconds = 120
}
