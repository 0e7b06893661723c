# Decisions about this file, with reasons. Change them in the spec.
# - logs.retention = 365 days (tier): How long the logs of tasks are kept. Stored logs cost little;
#   a question about last quarter is asked in production. Logs are never kept for ever by accident,
#   which is what AWS does by default.
# - logs.skipDestroy = true (tier): Whether destroying the environment leaves the log groups
#   standing. What happened before the end is often asked after it.

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }

  backend "s3" {
    key = "shop/production/terraform.tfstate"
  }
}
