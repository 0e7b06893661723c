# Decided here, and why. The spec can say otherwise.
# - level = essential (tier): Which alarms there are. An alarm costs ten cents a month. In
#   development only those that mean an outage.
# - cpu = 85 % (default): The CPU load from which on an alarm goes off. Well above what autoscaling
#   holds, so that it means that scaling has come to its end.
# - memory = 85 % (default): The memory use from which on an alarm goes off. A task that passes its
#   memory is killed.
# - latency = 2 s (default): The response time from which on an alarm goes off. That of the slowest
#   one in a hundred: an average hides what one user in twenty feels.
# - errors = 10 (default): The failed answers per minute from which on an alarm goes off. A single
#   failure is noise; ten a minute, three minutes out of five, are not.

resource "aws_sns_topic" "alarms" {
  name = "shop-dev-alarms"
  tags = {
    Name = "shop-dev-alarms"
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

resource "aws_cloudwatch_metric_alarm" "api_tasks" {
  alarm_name        = "shop-dev-api-tasks"
  alarm_description = "api runs fewer tasks than wanted"
  namespace         = "AWS/ECS"
  metric_name       = "CPUUtilization"
  statistic         = "SampleCount"
  period            = 60
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.api.name
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_unhealthy" {
  alarm_name        = "shop-dev-api-unhealthy"
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

resource "aws_cloudwatch_metric_alarm" "storefront_tasks" {
  alarm_name        = "shop-dev-storefront-tasks"
  alarm_description = "storefront runs fewer tasks than wanted"
  namespace         = "AWS/ECS"
  metric_name       = "CPUUtilization"
  statistic         = "SampleCount"
  period            = 60
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.storefront.name
  }
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "storefront_unhealthy" {
  alarm_name        = "shop-dev-storefront-unhealthy"
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
