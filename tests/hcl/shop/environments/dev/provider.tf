provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      Stack       = "shop"
      Environment = "dev"
      ManagedBy   = "terraform"
      team        = "storefront"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
