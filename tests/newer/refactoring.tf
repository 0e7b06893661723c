# Terraform 1.7 and 1.12: https://developer.hashicorp.com/terraform/language/block/import, …/block/removed
locals {
  queues = { jobs = "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" }
}

import {
  for_each = local.queues
  to       = aws_sqs_queue.main[each.key]
  id       = each.value
}

import {
  to = aws_s3_bucket.logs
  identity = {
    bucket = "logs-0123"
  }
}

resource "aws_sqs_queue" "main" {
  for_each = local.queues
  name     = each.key
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-0123"
}

removed {
  from = aws_instance.old
  lifecycle {
    destroy = false
  }
}

removed {
  from = module.old
  lifecycle {
    destroy = true
  }
  provisioner "local-exec" {
    when    = destroy
    command = "echo gone"
  }
}
