##### access_logs.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - loadBalancer.accessLogs = true (tier): Each request is recorded in a bucket. The only record of
#   who asked for what, for cents a month.
# - loadBalancer.accessLogs.retention = 365 days (tier): How long the record of requests is kept. As
#   long as the tasks' logs, and a month at least.

resource "aws_s3_bucket" "access_logs" {
  bucket_prefix = "shop-production-alb-"
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "access_logs" {
  bucket                  = aws_s3_bucket.access_logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = 365
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.access_logs]
}

resource "aws_s3_bucket_policy" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyInsecureTransport"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.access_logs.arn, "${aws_s3_bucket.access_logs.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Sid    = "LoadBalancerLogDelivery"
        Effect = "Allow"
        Principal = {
          Service = "logdelivery.elasticloadbalancing.amazonaws.com"
        }
        Action   = "s3:PutObject"
        Resource = "${aws_s3_bucket.access_logs.arn}/AWSLogs/${data.aws_caller_identity.current.account_id}/*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

##### cluster.tf #####

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

import {
  for_each = setintersection(data.aws_cloudwatch_log_groups.kept.log_group_names, ["/shop/production/cluster/exec"])
  to       = aws_cloudwatch_log_group.exec
  id       = each.value
}

##### dns.tf #####

data "aws_route53_zone" "example_com" {
  name = "example.com"
}

resource "aws_route53_record" "api_example_com" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = "api.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "www_example_com" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = "www.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_acm_certificate" "example_com" {
  domain_name               = "api.example.com"
  subject_alternative_names = ["api.example.com", "www.example.com"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "api_example_com_validation" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = one([for option in aws_acm_certificate.example_com.domain_validation_options : option if option.domain_name == "api.example.com"]).resource_record_name
  type    = one([for option in aws_acm_certificate.example_com.domain_validation_options : option if option.domain_name == "api.example.com"]).resource_record_type
  records = [
    one([for option in aws_acm_certificate.example_com.domain_validation_options : option if option.domain_name == "api.example.com"]).resource_record_value,
  ]
  ttl             = 60
  allow_overwrite = true

  lifecycle {
    ignore_changes = [name, type, records]
  }
}

resource "aws_route53_record" "www_example_com_validation" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = one([for option in aws_acm_certificate.example_com.domain_validation_options : option if option.domain_name == "www.example.com"]).resource_record_name
  type    = one([for option in aws_acm_certificate.example_com.domain_validation_options : option if option.domain_name == "www.example.com"]).resource_record_type
  records = [
    one([for option in aws_acm_certificate.example_com.domain_validation_options : option if option.domain_name == "www.example.com"]).resource_record_value,
  ]
  ttl             = 60
  allow_overwrite = true

  lifecycle {
    ignore_changes = [name, type, records]
  }
}

resource "aws_acm_certificate_validation" "example_com" {
  certificate_arn = aws_acm_certificate.example_com.arn
  validation_record_fqdns = [
    aws_route53_record.api_example_com_validation.fqdn,
    aws_route53_record.www_example_com_validation.fqdn,
  ]

  lifecycle {
    create_before_destroy = true
  }
}

##### encryption.tf #####

resource "aws_kms_key" "main" {
  description             = "Logs, secrets and alarms of shop production"
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
      {
        Sid    = "CloudWatchLogs"
        Effect = "Allow"
        Principal = {
          Service = "logs.eu-west-1.amazonaws.com"
        }
        Action = [
          "kms:Encrypt*",
          "kms:Decrypt*",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:Describe*",
        ]
        Resource = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = "arn:${data.aws_partition.current.partition}:logs:eu-west-1:${data.aws_caller_identity.current.account_id}:log-group:*"
          }
        }
      },
      {
        Sid    = "CloudWatchAlarms"
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource = "*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_kms_alias" "main" {
  name          = "alias/shop-production"
  target_key_id = aws_kms_key.main.key_id
}

##### flow_logs.tf #####

# Decisions about this file, with reasons. Change them in the spec.
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

import {
  for_each = setintersection(data.aws_cloudwatch_log_groups.kept.log_group_names, ["/shop/production/vpc/flow-logs"])
  to       = aws_cloudwatch_log_group.flow_logs
  id       = each.value
}

##### load_balancer.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - services.api.healthCheck.matcher = 200-299 (default): The status codes of a healthy task. A
#   redirect is not an answer of the application.
# - services.api.healthCheck.interval = 15 s (default): How often the load balancer asks. Two good
#   answers bring a task in, so a deployment waits half a minute for it.
# - services.api.healthCheck.timeout = 5 s (default): How long the load balancer waits for an
#   answer. AWS wants less than the interval.
# - services.api.healthCheck.healthy = 2 (default): How many good answers bring a task in. The
#   fewest that AWS takes.
# - services.api.healthCheck.unhealthy = 3 (default): How many bad answers take a task out. One lost
#   packet should not.
# - services.api.deregistrationDelay = 60 s (tier): How long a task that leaves may finish its
#   requests. AWS waits five minutes by default, which only slows deployments; a Spot task has two.
# - services.storefront.healthCheck.path = / (default): The path of the health check. Every web
#   server answers something there; an application should offer a cheaper path of its own.
# - services.storefront.healthCheck.matcher = 200-299 (default): The status codes of a healthy task.
#   A redirect is not an answer of the application.
# - services.storefront.healthCheck.interval = 15 s (default): How often the load balancer asks. Two
#   good answers bring a task in, so a deployment waits half a minute for it.
# - services.storefront.healthCheck.timeout = 5 s (default): How long the load balancer waits for an
#   answer. AWS wants less than the interval.
# - services.storefront.healthCheck.healthy = 2 (default): How many good answers bring a task in.
#   The fewest that AWS takes.
# - services.storefront.healthCheck.unhealthy = 3 (default): How many bad answers take a task out.
#   One lost packet should not.
# - services.storefront.deregistrationDelay = 60 s (tier): How long a task that leaves may finish
#   its requests. AWS waits five minutes by default, which only slows deployments; a Spot task has
#   two.
# - loadBalancer.scheme = internetFacing (default): Who can reach the load balancer. It exists only
#   when a service says `public`, and that word means the internet.
# - loadBalancer.deletionProtection = true (tier): AWS refuses to delete the load balancer. Its name
#   in DNS is lost with it. Development must be easy to destroy.
# - loadBalancer.httpRedirect = true (default): Port 80 answers with a redirect to HTTPS. People
#   type names without a scheme. Without the redirect nothing listens on port 80.
# - loadBalancer.tlsPolicy = ELBSecurityPolicy-TLS13-1-2-2021-06 (default): TLS 1.2 and 1.3 with
#   forward secrecy. Written out, since AWS's own default is of 2016.
# - loadBalancer.idleTimeout = 60 s (default): How long a connection may be silent. The default of
#   AWS.
# - loadBalancer.securityHeaders = true (tier): Answers carry `Strict-Transport-Security` and
#   `X-Content-Type-Options`, and no `Server`. Browsers remember `Strict-Transport-Security` for a
#   year, so it is left to production.

resource "aws_security_group" "load_balancer" {
  name_prefix = "shop-production-load-balancer-"
  description = "Load balancer of shop production"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "shop-production-load-balancer"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_https" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTPS from the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_http" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTP from the internet, answered with a redirect"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_lb" "main" {
  name_prefix                = "shop-"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.public_a.id, aws_subnet.public_b.id, aws_subnet.public_c.id]
  security_groups            = [aws_security_group.load_balancer.id]
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  enable_deletion_protection = true
  idle_timeout               = 60

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.access_logs.id
  }

  tags = {
    Name = "shop-production"
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_s3_bucket_policy.access_logs]
}

resource "aws_lb_listener" "https" {
  load_balancer_arn                                            = aws_lb.main.arn
  port                                                         = 443
  protocol                                                     = "HTTPS"
  ssl_policy                                                   = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn                                              = aws_acm_certificate_validation.example_com.certificate_arn
  routing_http_response_strict_transport_security_header_value = "max-age=31536000"
  routing_http_response_x_content_type_options_header_value    = "nosniff"
  routing_http_response_server_enabled                         = false

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_certificate" "example_com" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = aws_acm_certificate_validation.example_com.certificate_arn

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_target_group" "api" {
  name_prefix          = "api-"
  port                 = 80
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = 60

  health_check {
    path                = "/healthz"
    port                = "traffic-port"
    protocol            = "HTTP"
    matcher             = "200-299"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  tags = {
    Name = "shop-production-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 37068

  condition {
    host_header {
      values = ["api.example.com"]
    }
  }

  condition {
    path_pattern {
      values = ["/v1/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api.arn
  }

  tags = {
    Name = "api"
  }
}

resource "aws_lb_target_group" "storefront" {
  name_prefix          = "stx7o-"
  port                 = 80
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = 60

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    matcher             = "200-299"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  tags = {
    Name = "shop-production-storefront"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "storefront" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 46574

  condition {
    host_header {
      values = ["www.example.com"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.storefront.arn
  }

  tags = {
    Name = "storefront"
  }
}

##### logs.tf #####

data "aws_cloudwatch_log_groups" "kept" {
  log_group_name_prefix = "/shop/production/"
}

##### network.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - network.zones = 3 (tier): Subnets spread over this many availability zones. A load balancer
#   needs two. With three, a failing zone takes a third of the tasks, not half.
# - network.egress = natPerZone (tier): How tasks reach what is outside the VPC. Private subnets
#   everywhere. Below production one NAT gateway serves all zones; in production each zone has its
#   own, since all zones lose their way out when the zone of a shared gateway fails.

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.60.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags = {
    Name = "shop-production"
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-production-default-unused"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-production"
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-production-public"
  }
}

resource "aws_route" "public_internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_subnet" "public_a" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.60.128.0/24"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-public-a"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [availability_zone]
  }
}

resource "aws_route_table_association" "public_a" {
  subnet_id      = aws_subnet.public_a.id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private_a" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.60.0.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-private-a"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [availability_zone]
  }
}

resource "aws_route_table" "private_a" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-production-private-a"
  }
}

resource "aws_route_table_association" "private_a" {
  subnet_id      = aws_subnet.private_a.id
  route_table_id = aws_route_table.private_a.id
}

resource "aws_subnet" "public_b" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.60.129.0/24"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-public-b"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [availability_zone]
  }
}

resource "aws_route_table_association" "public_b" {
  subnet_id      = aws_subnet.public_b.id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private_b" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.60.16.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-private-b"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [availability_zone]
  }
}

resource "aws_route_table" "private_b" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-production-private-b"
  }
}

resource "aws_route_table_association" "private_b" {
  subnet_id      = aws_subnet.private_b.id
  route_table_id = aws_route_table.private_b.id
}

resource "aws_subnet" "public_c" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[2]
  cidr_block              = "10.60.130.0/24"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-public-c"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [availability_zone]
  }
}

resource "aws_route_table_association" "public_c" {
  subnet_id      = aws_subnet.public_c.id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private_c" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[2]
  cidr_block              = "10.60.32.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-private-c"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [availability_zone]
  }
}

resource "aws_route_table" "private_c" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-production-private-c"
  }
}

resource "aws_route_table_association" "private_c" {
  subnet_id      = aws_subnet.private_c.id
  route_table_id = aws_route_table.private_c.id
}

resource "aws_eip" "nat_a" {
  domain = "vpc"
  tags = {
    Name = "shop-production-nat-a"
  }
}

resource "aws_nat_gateway" "main_a" {
  allocation_id = aws_eip.nat_a.id
  subnet_id     = aws_subnet.public_a.id
  tags = {
    Name = "shop-production-a"
  }
  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_a_nat" {
  route_table_id         = aws_route_table.private_a.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_a.id
}

resource "aws_eip" "nat_b" {
  domain = "vpc"
  tags = {
    Name = "shop-production-nat-b"
  }
}

resource "aws_nat_gateway" "main_b" {
  allocation_id = aws_eip.nat_b.id
  subnet_id     = aws_subnet.public_b.id
  tags = {
    Name = "shop-production-b"
  }
  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_b_nat" {
  route_table_id         = aws_route_table.private_b.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_b.id
}

resource "aws_eip" "nat_c" {
  domain = "vpc"
  tags = {
    Name = "shop-production-nat-c"
  }
}

resource "aws_nat_gateway" "main_c" {
  allocation_id = aws_eip.nat_c.id
  subnet_id     = aws_subnet.public_c.id
  tags = {
    Name = "shop-production-c"
  }
  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_c_nat" {
  route_table_id         = aws_route_table.private_c.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_c.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.private_a.id,
    aws_route_table.private_b.id,
    aws_route_table.private_c.id,
    aws_route_table.public.id,
  ]
  tags = {
    Name = "shop-production-s3"
  }
}

resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.private_a.id,
    aws_route_table.private_b.id,
    aws_route_table.private_c.id,
    aws_route_table.public.id,
  ]
  tags = {
    Name = "shop-production-dynamodb"
  }
}

##### observability.tf #####

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

##### outputs.tf #####

output "load_balancer_dns_name" {
  description = "The load balancer's own name"
  value       = aws_lb.main.dns_name
}

output "url_api" {
  description = "Where api answers"
  value       = "https://api.example.com/v1/"
}

output "url_storefront" {
  description = "Where storefront answers"
  value       = "https://www.example.com/"
}

##### provider.tf #####

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]

  default_tags {
    tags = {
      Stack       = "shop"
      Environment = "production"
      ManagedBy   = "terraform"
      team        = "storefront"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

##### secrets.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - secrets.dbPassword.recovery = 30 days (tier): How long a deleted secret can be taken back. Until
#   then its name is taken, so development, where environments come and go, deletes at once.

resource "aws_secretsmanager_secret" "db_password" {
  name_prefix             = "shop/production/dbPassword-"
  description             = "Password of the orders database"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 30
  tags = {
    Name = "shop/production/dbPassword"
  }
}

output "secret_db_password" {
  description = "The secret dbPassword; its value is set outside of Terraform"
  value       = aws_secretsmanager_secret.db_password.arn
}

##### service_api.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - encryption = customerKey (tier): Logs, secrets and alarm topics are encrypted with a KMS key of
#   the environment. Its use is on record in CloudTrail and access can be taken away in one place. A
#   key costs a dollar a month, so development goes without.
# - services.api.architecture = x86 (default): The processor of a task. Every image runs on x86. ARM
#   costs about a fifth less, but the image must be built for it.
# - services.api.readOnlyRoot = true (default): The container cannot write to its own files. An
#   intruder cannot leave anything behind. `/tmp`, and folders declared writable, are volumes of the
#   task.
# - services.api.capacity = onDemand (tier): What tasks run on. Spare capacity costs up to 70 % less
#   and can be taken back with two minutes' notice: fine where nobody waits for an answer. Staging
#   keeps a task that stays.
# - services.api.exec = false (default): Nobody can open a shell in a task. Where it is on, sessions
#   are written to a log group.
# - services.api.deploy.waitForSteadyState = true (tier): `terraform apply` waits until the new
#   tasks run. Without it, an apply succeeds before anything has started, and a rollback goes
#   unnoticed. Where nobody depends on the service, waiting costs more time than it saves.
# - services.api.stopTimeout = 30 s (default): How long a task may take to stop. As long as AWS
#   waits by default.

resource "aws_cloudwatch_log_group" "api" {
  name              = "/shop/production/api"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
  skip_destroy      = true
}

resource "aws_iam_role" "api_execution" {
  name        = "shop-production-api-execution"
  description = "Starts the tasks of api"
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

resource "aws_iam_role_policy" "api_execution" {
  name = "api_execution"
  role = aws_iam_role.api_execution.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.db_password.arn
      },
      {
        Sid      = "DecryptSecrets"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
      },
    ]
  })
}

resource "aws_iam_role" "api_task" {
  name        = "shop-production-api-task"
  description = "What the application may do: api"
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

resource "aws_ecs_task_definition" "api" {
  family                   = "shop-production-api"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "1024"
  memory                   = "2048"
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn
  container_definitions = jsonencode([
    {
      name      = "api"
      image     = "public.ecr.aws/nginx/nginx:1.27.5-alpine"
      essential = true
      portMappings = [
        {
          containerPort = 80
          hostPort      = 80
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "LOG_FORMAT"
          value = "json"
        },
        {
          name  = "PRICE_TEMPLATE"
          value = "$${amount} EUR"
        },
        {
          name  = "VPC_ID"
          value = aws_vpc.main.id
        },
      ]
      secrets = [
        {
          name      = "DB_PASSWORD"
          valueFrom = aws_secretsmanager_secret.db_password.arn
        },
      ]
      readonlyRootFilesystem = true
      privileged             = false
      linuxParameters = {
        initProcessEnabled = true
      }
      mountPoints = [
        {
          sourceVolume  = "tmp"
          containerPath = "/tmp"
          readOnly      = false
        },
        {
          sourceVolume  = "var_cache_nginx"
          containerPath = "/var/cache/nginx"
          readOnly      = false
        },
        {
          sourceVolume  = "run"
          containerPath = "/run"
          readOnly      = false
        },
      ]
      stopTimeout = 30
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "api"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "tmp"
  }

  volume {
    name = "var_cache_nginx"
  }

  volume {
    name = "run"
  }

  tags = {
    Name = "shop-production-api"
  }
}

resource "aws_security_group" "api" {
  name_prefix = "shop-production-api-tasks-"
  description = "Tasks of api"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "shop-production-api-tasks"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "api_from_load_balancer" {
  security_group_id            = aws_security_group.api.id
  description                  = "From the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.load_balancer.id
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_api" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "To the tasks of api"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.api.id
}

resource "aws_vpc_security_group_egress_rule" "api_https" {
  security_group_id = aws_security_group.api.id
  description       = "HTTPS, for images, logs, secrets and other services"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "api__10_40_0_0_16_5432" {
  security_group_id = aws_security_group.api.id
  description       = "Port 5432 of 10.40.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "10.40.0.0/16"
}

resource "aws_ecs_service" "api" {
  name             = "api"
  cluster          = aws_ecs_cluster.main.id
  task_definition  = aws_ecs_task_definition.api.arn
  desired_count    = 4
  platform_version = "LATEST"

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  force_new_deployment               = true
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  wait_for_steady_state              = true
  health_check_grace_period_seconds  = 30

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.api.arn
    container_name   = "api"
    container_port   = 80
  }

  lifecycle {
    ignore_changes = [desired_count]

    postcondition {
      condition     = self.task_definition == aws_ecs_task_definition.api.arn
      error_message = "The new tasks of api did not run, and AWS brought the old ones back; the events of the service say why."
    }
  }

  timeouts {
    create = "30m"
    update = "30m"
  }

  depends_on = [
    aws_lb_listener_rule.api,
    aws_route.private_a_nat,
    aws_route.private_b_nat,
    aws_route.private_c_nat,
    aws_iam_role_policy.api_execution,
    aws_ecs_cluster_capacity_providers.main,
  ]
}

resource "aws_appautoscaling_target" "api" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.api.name}"
  min_capacity       = 4
  max_capacity       = 40
}

resource "aws_appautoscaling_policy" "api_cpu" {
  name               = "api-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.api.service_namespace
  scalable_dimension = aws_appautoscaling_target.api.scalable_dimension
  resource_id        = aws_appautoscaling_target.api.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_policy" "api_requests" {
  name               = "api-requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.api.service_namespace
  scalable_dimension = aws_appautoscaling_target.api.scalable_dimension
  resource_id        = aws_appautoscaling_target.api.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 800
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${aws_lb.main.arn_suffix}/${aws_lb_target_group.api.arn_suffix}"
    }
  }
}

output "service_api" {
  description = "The ECS service of api"
  value       = aws_ecs_service.api.name
}

import {
  for_each = setintersection(data.aws_cloudwatch_log_groups.kept.log_group_names, ["/shop/production/api"])
  to       = aws_cloudwatch_log_group.api
  id       = each.value
}

##### service_storefront.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - services.storefront.healthCheck.grace = 60 s (default): How long a new task is left alone before
#   its bad answers count. Without it a task that starts slowly is killed before it is up, over and
#   over.
# - services.storefront.size.vcpu = 0.25 (default): CPU of a task. The smallest that Fargate sells;
#   most services need no more, and the alarms show when one does.
# - services.storefront.size.memory = 512 MiB (default): Memory of a task. The smallest that goes
#   with a quarter of a vCPU.
# - services.storefront.readOnlyRoot = true (default): The container cannot write to its own files.
#   An intruder cannot leave anything behind. `/tmp`, and folders declared writable, are volumes of
#   the task.
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
# - services.storefront.deploy.waitForSteadyState = true (tier): `terraform apply` waits until the
#   new tasks run. Without it, an apply succeeds before anything has started, and a rollback goes
#   unnoticed. Where nobody depends on the service, waiting costs more time than it saves.
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
  name             = "storefront"
  cluster          = aws_ecs_cluster.main.id
  task_definition  = aws_ecs_task_definition.storefront.arn
  desired_count    = 3
  platform_version = "LATEST"

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  force_new_deployment               = true
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  wait_for_steady_state              = true
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

    postcondition {
      condition     = self.task_definition == aws_ecs_task_definition.storefront.arn
      error_message = "The new tasks of storefront did not run, and AWS brought the old ones back; the events of the service say why."
    }
  }

  timeouts {
    create = "30m"
    update = "30m"
  }

  depends_on = [
    aws_lb_listener_rule.storefront,
    aws_route.private_a_nat,
    aws_route.private_b_nat,
    aws_route.private_c_nat,
    aws_iam_role_policy.storefront_execution,
    aws_ecs_cluster_capacity_providers.main,
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

import {
  for_each = setintersection(data.aws_cloudwatch_log_groups.kept.log_group_names, ["/shop/production/storefront"])
  to       = aws_cloudwatch_log_group.storefront
  id       = each.value
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

  backend "s3" {
    key = "shop/production/terraform.tfstate"
  }
}

##### waf.tf #####

# Decisions about this file, with reasons. Change them in the spec.
# - logs.skipDestroy = true (tier): Whether destroying the environment keeps the log groups. What
#   happened before the end is often asked after it.
# - loadBalancer.waf = true (tier): A web application firewall filters the requests. It stops
#   well-known attacks, Log4j lookups among them. It costs about ten dollars a month, so it is off
#   below production.

data "aws_cloudwatch_log_groups" "waf" {
  log_group_name_prefix = "aws-waf-logs-shop-production"
}

resource "aws_wafv2_web_acl" "main" {
  name        = "shop-production"
  description = "In front of shop production"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "AWSManagedRulesCommonRuleSet"
    priority = 0

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "AWSManagedRulesCommonRuleSet"
    }
  }

  rule {
    name     = "AWSManagedRulesKnownBadInputsRuleSet"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "AWSManagedRulesKnownBadInputsRuleSet"
    }
  }

  rule {
    name     = "AWSManagedRulesAmazonIpReputationList"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesAmazonIpReputationList"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "AWSManagedRulesAmazonIpReputationList"
    }
  }

  rule {
    name     = "AWSManagedRulesAnonymousIpList"
    priority = 3

    override_action {
      count {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesAnonymousIpList"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "AWSManagedRulesAnonymousIpList"
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
    metric_name                = "shop-production"
  }
}

resource "aws_wafv2_web_acl_association" "main" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = aws_wafv2_web_acl.main.arn
}

resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-shop-production"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
  skip_destroy      = true
}

resource "aws_wafv2_web_acl_logging_configuration" "main" {
  resource_arn            = aws_wafv2_web_acl.main.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}

import {
  for_each = setintersection(data.aws_cloudwatch_log_groups.waf.log_group_names, ["aws-waf-logs-shop-production"])
  to       = aws_cloudwatch_log_group.waf
  id       = each.value
}

