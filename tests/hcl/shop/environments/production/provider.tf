provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]

  default_tags {
    tags = {
      Stack       = "shop"
      Environment = "production"
      ManagedBy   = "terraform"
      team        = "storefront"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
