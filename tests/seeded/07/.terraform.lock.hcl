# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.84.0"
  constraints = "~> 5.80"
  hashes = [
    "h1:A623uTvHZWX2BWLLHjvC2YHCaRkLWe4bq7Kv5DGRAsk=",
  ]
}
