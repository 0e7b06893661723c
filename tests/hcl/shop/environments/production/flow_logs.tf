# Decisions about this file, with reasons. Change them in the spec.
# - logs.skipDestroy = true (tier): Whether destroying the environment leaves the log groups
#   standing. What happened before the end is often asked after it.
# - network.flowLogs.traffic = all (tier): Which packets the flow log records. Rejected packets
#   answer most questions about security groups at a fraction of the volume.
# - network.flowLogs.destination = cloudwatch (default): Where flow logs go. A log group can be
#   searched at once. Records in S3 cost half and need Athena to be read.
# - network.flowLogs.retention = 365 days (tier): How long flow logs are kept. An intrusion is often
#   found months later.

resource "aws_cloudwatch_log_group" "flow_logs" {
  name              = "/shop/production/vpc/flow-logs"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
  skip_destroy      = true
}

resource "aws_iam_role" "flow_logs" {
  name        = "shop-production-flow-logs"
  description = "Lets the VPC write its flow logs"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "FlowLogs"
        Effect = "Allow"
        Principal = {
          Service = "vpc-flow-logs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ec2:eu-west-1:${data.aws_caller_identity.current.account_id}:vpc-flow-log/*"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "flow_logs" {
  name = "flow_logs"
  role = aws_iam_role.flow_logs.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteFlowLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
        Resource = "${aws_cloudwatch_log_group.flow_logs.arn}:*"
      },
    ]
  })
}

resource "aws_flow_log" "main" {
  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.flow_logs.arn
  iam_role_arn             = aws_iam_role.flow_logs.arn
  max_aggregation_interval = 600
  tags = {
    Name = "shop-production"
  }
}
