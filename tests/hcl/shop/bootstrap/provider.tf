provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111", "222222222222", "333333333333"]

  default_tags {
    tags = {
      Stack     = "shop"
      ManagedBy = "terraform"
      team      = "storefront"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
