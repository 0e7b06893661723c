# Terraform 1.10: https://developer.hashicorp.com/terraform/language/block/ephemeral
variable "token" {
  type      = string
  ephemeral = true
  default   = null
}

ephemeral "aws_secretsmanager_secret_version" "db" {
  secret_id = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
  lifecycle {
    precondition {
      condition     = terraform.applying || var.token == null
      error_message = "The token is for plans."
    }
  }
}

locals {
  password = ephemeral.aws_secretsmanager_secret_version.db.secret_string
  has_none = ephemeralasnull(var.token) == null
}

provider "aws" {
  region = "eu-west-1"
  token  = var.token
}
