# Decided here, and why. The spec can say otherwise.
# - containerInsights = disabled (tier): What CloudWatch measures of the tasks. It is paid like
#   custom metrics, some dollars a month for a small cluster, so development goes without.

resource "aws_cloudwatch_log_group" "exec" {
  name              = "/shop/dev/cluster/exec"
  retention_in_days = 14
}

resource "aws_ecs_cluster" "main" {
  name = "shop-dev"

  setting {
    name  = "containerInsights"
    value = "disabled"
  }

  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"

      log_configuration {
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
        cloud_watch_encryption_enabled = false
      }
    }
  }

  tags = {
    Name = "shop-dev"
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
