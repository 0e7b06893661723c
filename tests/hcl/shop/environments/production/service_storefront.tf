# Decisions about this file, with reasons. Change them in the spec.
# - services.storefront.healthCheck.grace = 60 s (default): How long a new task is left alone before
#   its bad answers count. Without it a task that starts slowly is killed before it is up, over and
#   over.
# - services.storefront.size.vcpu = 0.25 (default): CPU of a task. The smallest that Fargate sells;
#   most services need no more, and the alarms tell when one does.
# - services.storefront.size.memory = 512 MiB (default): Memory of a task. The smallest that goes
#   with a quarter of a vCPU.
# - services.storefront.readOnlyRoot = true (default): The container cannot write to its own files.
#   What breaks in cannot leave anything behind. `/tmp`, and folders said to be writable, are
#   volumes of the task.
# - services.storefront.scale.min = 3 (tier): The fewest tasks. With two, one may fail or be
#   replaced unnoticed; production has one for each zone.
# - services.storefront.scale.max = 6 (tier): The most tasks. Room for twice the usual load, however
#   large that is, and an end to what a runaway can cost. Development doesn't scale.
# - services.storefront.scale.cpu = 60 % (default): The CPU load at which the number of tasks is
#   held. It leaves room for a peak while new tasks start, which takes about a minute.
# - services.storefront.capacity = onDemand (tier): What tasks run on. Spare capacity costs up to 70
#   % less and can be taken back with two minutes' notice: fine where nobody waits for an answer.
#   Staging keeps a task that stays.
# - services.storefront.exec = false (default): Nobody can open a shell in a task. Where it is on,
#   sessions are written to a log group.
# - services.storefront.stopTimeout = 30 s (default): How long a task may take to stop. As long as
#   AWS waits by default.

resource "aws_cloudwatch_log_group" "storefront" {
  name              = "/shop/production/storefront"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
  skip_destroy      = true
}

resource "aws_iam_role" "storefront_execution" {
  name        = "shop-production-storefront-execution"
  description = "Starts the tasks of storefront"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "EcsTasks"
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:eu-west-1:${data.aws_caller_identity.current.account_id}:*"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "storefront_execution" {
  name = "storefront_execution"
  role = aws_iam_role.storefront_execution.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.storefront.arn}:*"
      },
      {
        Sid      = "RegistryLogin"
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Sid    = "PullImage"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ecr:eu-west-1:${data.aws_caller_identity.current.account_id}:repository/shop/storefront"
      },
    ]
  })
}

resource "aws_iam_role" "storefront_task" {
  name        = "shop-production-storefront-task"
  description = "What the application may do: storefront"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "EcsTasks"
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:eu-west-1:${data.aws_caller_identity.current.account_id}:*"
          }
        }
      },
    ]
  })
}

resource "aws_ecs_task_definition" "storefront" {
  family                   = "shop-production-storefront"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = aws_iam_role.storefront_execution.arn
  task_role_arn            = aws_iam_role.storefront_task.arn
  container_definitions = jsonencode([
    {
      name      = "storefront"
      image     = "${data.aws_caller_identity.current.account_id}.dkr.ecr.eu-west-1.amazonaws.com/shop/storefront:2026.11.1"
      essential = true
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      user                   = "1000:1000"
      environment            = []
      secrets                = []
      readonlyRootFilesystem = true
      privileged             = false
      linuxParameters = {
        initProcessEnabled = true
        capabilities = {
          drop = ["ALL"]
        }
      }
      mountPoints = [
        {
          sourceVolume  = "tmp"
          containerPath = "/tmp"
          readOnly      = false
        },
      ]
      stopTimeout = 30
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.storefront.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "storefront"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Name = "shop-production-storefront"
  }
}

resource "aws_security_group" "storefront" {
  name_prefix = "shop-production-storefront-tasks-"
  description = "Tasks of storefront"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "shop-production-storefront-tasks"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "storefront_from_load_balancer" {
  security_group_id            = aws_security_group.storefront.id
  description                  = "From the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.load_balancer.id
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_storefront" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "To the tasks of storefront"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.storefront.id
}

resource "aws_vpc_security_group_egress_rule" "storefront_https" {
  security_group_id = aws_security_group.storefront.id
  description       = "HTTPS, for images, logs, secrets and other services"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_service" "storefront" {
  name                               = "storefront"
  cluster                            = aws_ecs_cluster.main.id
  task_definition                    = aws_ecs_task_definition.storefront.arn
  desired_count                      = 3
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
    security_groups  = [aws_security_group.storefront.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.storefront.arn
    container_name   = "storefront"
    container_port   = 8080
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [
    aws_lb_listener_rule.storefront,
    aws_route.private_a_nat,
    aws_route.private_b_nat,
    aws_route.private_c_nat,
    aws_iam_role_policy.storefront_execution,
  ]
}

resource "aws_appautoscaling_target" "storefront" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.storefront.name}"
  min_capacity       = 3
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "storefront_cpu" {
  name               = "storefront-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.storefront.service_namespace
  scalable_dimension = aws_appautoscaling_target.storefront.scalable_dimension
  resource_id        = aws_appautoscaling_target.storefront.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

output "service_storefront" {
  description = "The ECS service of storefront"
  value       = aws_ecs_service.storefront.name
}
