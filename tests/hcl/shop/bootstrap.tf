##### provider.tf #####

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

##### state.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - state.lock = s3 (default): What keeps two people from applying at once. A lock file in the
#   bucket needs nothing else. Terraform calls the table deprecated since 1.11.
# - state.noncurrentVersions = 90 days (default): How long old versions of the state are kept. A
#   broken state is noticed within days. Each apply leaves a version, and each lock leaves one too.
# - state.encryption = customerKey (default): The state is encrypted with a key of its own. State
#   holds everything that Terraform knows, secrets of careless modules among it.

resource "aws_kms_key" "state" {
  description             = "Terraform state of shop"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AccountAdministration"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
    ]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "state" {
  name          = "alias/shop-tfstate"
  target_key_id = aws_kms_key.state.key_id
}

resource "aws_s3_bucket" "state" {
  bucket        = "shop-tfstate-${data.aws_caller_identity.current.account_id}-eu-west-1"
  force_destroy = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.state.arn
    }

    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.state]
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyInsecureTransport"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

output "backend_config" {
  description = "The partial backend configuration of every environment: save it with `terraform output -raw`"
  value       = <<-EOT
    bucket = "${aws_s3_bucket.state.id}"
    region = "eu-west-1"
    encrypt = true
    use_lockfile = true
    kms_key_id = "${aws_kms_key.state.arn}"
  EOT
}

##### terraform.tf #####

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

