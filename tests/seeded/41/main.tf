terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.90"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Project = "orders", ManagedBy = "terraform" }
  }
}

variable "image_tag" {
  type    = string
  default = "1.4.2"
}

resource "aws_ecs_task_definition" "worker" {
  family                = "orders-worker"
  network_mode          = "bridge"
  container_definitions = <<-JSON
    [
      {
        "name": "worker",
        "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders-worker:${var.image_tag}",
        "essential": true,
        "cpu": 256,
        "memory": 512,
        "environment": [
          { "name": "QUEUE", "value": "orders" },
          { "name": "LOG_LEVEL", "value": "info" },
        ]
      }
    ]
  JSON
}
