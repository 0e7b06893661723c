# Decisions about this file, with reasons. Change them in the spec.
# - logs.retention = 365 days (tier): How long the logs of tasks are kept. Stored logs cost little;
#   a question about last quarter is asked in production. Logs are never kept for ever by accident,
#   which is what AWS does by default.

resource "aws_cloudwatch_log_group" "exec" {
  name              = "/shop/production/cluster/exec"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
  skip_destroy      = true
}

resource "aws_ecs_cluster" "main" {
  name = "shop-production"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      logging    = "OVERRIDE"
      kms_key_id = aws_kms_key.main.arn

      log_configuration {
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
        cloud_watch_encryption_enabled = true
      }
    }
  }

  tags = {
    Name = "shop-production"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

output "cluster_name" {
  description = "The ECS cluster"
  value       = aws_ecs_cluster.main.name
}
