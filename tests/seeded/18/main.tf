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

variable "protect" {
  type    = bool
  default = true
}

resource "aws_s3_bucket" "files" {
  bucket = "acme-orders-files-live"

  lifecycle {
    prevent_destroy = var.protect
  }
}
