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

variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_ssm_parameter" "db" {
  name  = "/orders/live/db-password"
  type  = "SecureString"
  value = var.db_password
}

output "database_url" {
  description = "For the migration job"
  value       = "postgres://orders:${var.db_password}@db.internal:5432/orders"
}
