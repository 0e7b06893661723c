provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["222222222222"]

  default_tags {
    tags = {
      Stack       = "shop"
      Environment = "staging"
      ManagedBy   = "terraform"
      team        = "storefront"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
