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

module "uploads" {
  source = "./modules/bucket"
  name   = "acme-orders-uploads"
}

output "uploads_arn" {
  value = module.uploads.arn
}
