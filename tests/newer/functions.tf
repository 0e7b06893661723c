# Terraform 1.8, 1.9: https://developer.hashicorp.com/terraform/language/functions
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "least" {
  type    = number
  default = 1
}

variable "most" {
  type    = number
  default = 3
  validation {
    condition     = var.most >= var.least
    error_message = "There are at least as many as at least."
  }
}

locals {
  account = provider::aws::arn_parse("arn:aws:sqs:eu-west-1:123456789012:jobs").account_id
  hello   = templatestring(local.greeting, { name = "x" })
  # As long as it is a text alone, it is a template.
  greeting = "$${name}"
  id       = issensitive(var.most) ? "a" : "b"
}
