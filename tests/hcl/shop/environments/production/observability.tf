# Decisions about this file, with reasons. Change them in the spec.
# - cluster.containerInsights = enabled (tier): What CloudWatch measures of the tasks. It is paid
#   like custom metrics, some dollars a month for a small cluster, so development goes without.
# - alarms.level = all (tier): Which alarms there are. An alarm costs ten cents a month. In
#   development only those that mean an outage.
# - alarms.cpu = 85 % (default): The CPU load from which on an alarm goes off. Well above what
#   autoscaling holds, so that it means that scaling has come to its end.
# - alarms.memory = 85 % (default): The memory use from which on an alarm goes off. A task that
#   passes its memory is killed.
# - alarms.latency = 2 s (default): The response time from which on an alarm goes off. That of the
#   slowest one in a hundred: an average hides what one user in twenty feels.
# - alarms.errors = 10 (default): The failed answers per minute from which on an alarm goes off. A
#   single failure is noise; ten a minute, three minutes out of five, are not.

resource "aws_sns_topic" "alarms" {
  name              = "shop-production-alarms"
  kms_master_key_id = aws_kms_key.main.arn
  tags = {
    Name = "shop-production-alarms"
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "CloudWatchAlarms"
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.alarms.arn
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "DenyInsecureTransport"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "alarms_oncall_example_com" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "oncall@example.com"
}

resource "aws_cloudwatch_metric_alarm" "load_balancer_errors" {
  alarm_name        = "shop-production-load-balancer-errors"
  alarm_description = "The load balancer itself answers with errors: no task takes the request"
  namespace         = "AWS/ApplicationELB"
  metric_name       = "HTTPCode_ELB_5XX_Count"
  statistic         = "Sum"
  period            = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "nat_main_a_ports" {
  alarm_name        = "shop-production-nat-main-a-ports"
  alarm_description = "The NAT gateway has no port left for new connections"
  namespace         = "AWS/NATGateway"
  metric_name       = "ErrorPortAllocation"
  statistic         = "Sum"
  period            = 60
  dimensions = {
    NatGatewayId = aws_nat_gateway.main_a.id
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "nat_main_b_ports" {
  alarm_name        = "shop-production-nat-main-b-ports"
  alarm_description = "The NAT gateway has no port left for new connections"
  namespace         = "AWS/NATGateway"
  metric_name       = "ErrorPortAllocation"
  statistic         = "Sum"
  period            = 60
  dimensions = {
    NatGatewayId = aws_nat_gateway.main_b.id
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "nat_main_c_ports" {
  alarm_name        = "shop-production-nat-main-c-ports"
  alarm_description = "The NAT gateway has no port left for new connections"
  namespace         = "AWS/NATGateway"
  metric_name       = "ErrorPortAllocation"
  statistic         = "Sum"
  period            = 60
  dimensions = {
    NatGatewayId = aws_nat_gateway.main_c.id
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_tasks" {
  alarm_name        = "shop-production-api-tasks"
  alarm_description = "api runs fewer tasks than wanted"

  metric_query {
    id          = "missing"
    expression  = "wanted - running"
    label       = "Tasks missing"
    return_data = true
  }

  metric_query {
    id = "wanted"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "DesiredTaskCount"
      stat        = "Average"
      period      = 60
      dimensions = {
        ClusterName = aws_ecs_cluster.main.name
        ServiceName = aws_ecs_service.api.name
      }
    }
  }

  metric_query {
    id = "running"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "RunningTaskCount"
      stat        = "Average"
      period      = 60
      dimensions = {
        ClusterName = aws_ecs_cluster.main.name
        ServiceName = aws_ecs_service.api.name
      }
    }
  }

  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_cpu" {
  alarm_name        = "shop-production-api-cpu"
  alarm_description = "The CPU load of api is above 85 %"
  namespace         = "AWS/ECS"
  metric_name       = "CPUUtilization"
  statistic         = "Average"
  period            = 60
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.api.name
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_memory" {
  alarm_name        = "shop-production-api-memory"
  alarm_description = "The memory use of api is above 85 %"
  namespace         = "AWS/ECS"
  metric_name       = "MemoryUtilization"
  statistic         = "Average"
  period            = 60
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.api.name
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_unhealthy" {
  alarm_name        = "shop-production-api-unhealthy"
  alarm_description = "A task of api fails its health check"
  namespace         = "AWS/ApplicationELB"
  metric_name       = "UnHealthyHostCount"
  statistic         = "Maximum"
  period            = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.api.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_errors" {
  alarm_name        = "shop-production-api-errors"
  alarm_description = "api answers with errors (5xx)"
  namespace         = "AWS/ApplicationELB"
  metric_name       = "HTTPCode_Target_5XX_Count"
  statistic         = "Sum"
  period            = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.api.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_latency" {
  alarm_name         = "shop-production-api-latency"
  alarm_description  = "api answers slowly"
  namespace          = "AWS/ApplicationELB"
  metric_name        = "TargetResponseTime"
  extended_statistic = "p99"
  period             = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.api.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_tasks" {
  alarm_name        = "shop-production-storefront-tasks"
  alarm_description = "storefront runs fewer tasks than wanted"

  metric_query {
    id          = "missing"
    expression  = "wanted - running"
    label       = "Tasks missing"
    return_data = true
  }

  metric_query {
    id = "wanted"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "DesiredTaskCount"
      stat        = "Average"
      period      = 60
      dimensions = {
        ClusterName = aws_ecs_cluster.main.name
        ServiceName = aws_ecs_service.storefront.name
      }
    }
  }

  metric_query {
    id = "running"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "RunningTaskCount"
      stat        = "Average"
      period      = 60
      dimensions = {
        ClusterName = aws_ecs_cluster.main.name
        ServiceName = aws_ecs_service.storefront.name
      }
    }
  }

  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_cpu" {
  alarm_name        = "shop-production-storefront-cpu"
  alarm_description = "The CPU load of storefront is above 85 %"
  namespace         = "AWS/ECS"
  metric_name       = "CPUUtilization"
  statistic         = "Average"
  period            = 60
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.storefront.name
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_memory" {
  alarm_name        = "shop-production-storefront-memory"
  alarm_description = "The memory use of storefront is above 85 %"
  namespace         = "AWS/ECS"
  metric_name       = "MemoryUtilization"
  statistic         = "Average"
  period            = 60
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.storefront.name
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_unhealthy" {
  alarm_name        = "shop-production-storefront-unhealthy"
  alarm_description = "A task of storefront fails its health check"
  namespace         = "AWS/ApplicationELB"
  metric_name       = "UnHealthyHostCount"
  statistic         = "Maximum"
  period            = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.storefront.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_errors" {
  alarm_name        = "shop-production-storefront-errors"
  alarm_description = "storefront answers with errors (5xx)"
  namespace         = "AWS/ApplicationELB"
  metric_name       = "HTTPCode_Target_5XX_Count"
  statistic         = "Sum"
  period            = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.storefront.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_latency" {
  alarm_name         = "shop-production-storefront-latency"
  alarm_description  = "storefront answers slowly"
  namespace          = "AWS/ApplicationELB"
  metric_name        = "TargetResponseTime"
  extended_statistic = "p99"
  period             = 60
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.storefront.arn_suffix
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 2
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
