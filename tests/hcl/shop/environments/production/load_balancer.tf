# Decisions about this file, with reasons. Change them in the spec.
# - services.api.healthCheck.matcher = 200-299 (default): The status codes that mean well. A
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
# - services.storefront.healthCheck.matcher = 200-299 (default): The status codes that mean well. A
#   redirect is not an answer of the application.
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
  certificate_arn                                              = aws_acm_certificate_validation.api_example_com.certificate_arn
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

resource "aws_lb_listener_certificate" "www_example_com" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = aws_acm_certificate_validation.www_example_com.certificate_arn
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
  port                 = 8080
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
