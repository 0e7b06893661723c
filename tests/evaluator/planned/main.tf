# What a plan has for expressions that refer to resources: each output is asked of the real provider (scripts/test-planned).

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "secret" {
  default   = "hunter2"
  sensitive = true
}

locals {
  base    = aws_vpc.main.cidr_block
  vpc     = aws_vpc.main
  groups  = aws_cloudwatch_log_group.keyed
  by_cidr = { "10.20.0.0/16" = "found" }
  ports   = { http = 80, https = 443 }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = "true"
  tags                 = { Name = "shop", Cost = "12" }
}

resource "aws_subnet" "counted" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 4, count.index)
}

resource "aws_cloudwatch_log_group" "keyed" {
  for_each          = { a = 7, b = 14 }
  name              = "/${aws_ecs_cluster.main.name}/${each.key}"
  retention_in_days = each.value
}

resource "aws_cloudwatch_log_group" "text" {
  name              = "/text"
  retention_in_days = "30"
}

resource "aws_cloudwatch_log_group" "generated" {
  name_prefix = "x"
}

resource "aws_cloudwatch_log_group" "ignored" {
  name              = "/ignored"
  retention_in_days = 7

  lifecycle {
    ignore_changes = [retention_in_days]
  }
}

resource "aws_ecs_cluster" "main" {
  name = "shop"
}

resource "aws_iam_role" "main" {
  name               = "Role-${aws_ecs_cluster.main.name}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_sqs_queue" "main" {
  name                       = "jobs.fifo"
  fifo_queue                 = true
  visibility_timeout_seconds = 60
  policy                     = "{ \"Version\":\"2012-10-17\" }"
}

resource "aws_route53_zone" "main" {
  name = "Example.COM."
}

resource "aws_instance" "main" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  user_data     = "echo hello"

  root_block_device {
    volume_size = "20"
    volume_type = "gp3"
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 5
  }
}

resource "aws_lb_target_group" "main" {
  name        = "api"
  port        = local.ports["http"]
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id

  health_check {
    path    = "/health"
    matcher = 200
  }
}

resource "aws_security_group" "main" {
  name        = "api"
  description = ""
  vpc_id      = aws_vpc.main.id

  dynamic "ingress" {
    for_each = local.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [aws_vpc.main.cidr_block]
    }
  }
}

resource "aws_db_instance" "main" {
  identifier          = "shop"
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  allocated_storage   = 20
  username            = "root"
  password            = "a-long-password"
  skip_final_snapshot = true
}

resource "aws_ssm_parameter" "main" {
  name  = "/secret"
  type  = "SecureString"
  value = var.secret
}

resource "aws_lambda_function" "main" {
  function_name = "fn"
  role          = "arn:aws:iam::123456789012:role/fn"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "fn.zip"
  memory_size   = 256

  environment {
    variables = { CLUSTER = aws_ecs_cluster.main.name }
  }
}

resource "aws_appautoscaling_target" "main" {
  max_capacity       = 4
  min_capacity       = 2
  resource_id        = "service/${aws_ecs_cluster.main.name}/api"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

module "net" {
  source = "./net"
  cidr   = aws_vpc.main.cidr_block
  vpc    = aws_vpc.main
  id     = aws_vpc.main.id
}

module "nets" {
  source   = "./net"
  for_each = { one = "10.30.0.0/16", two = aws_vpc.main.cidr_block }
  cidr     = each.value
  vpc      = aws_vpc.main
  id       = aws_vpc.main.id
}

output "outputs" {
  value = {
    cidrsubnet      = cidrsubnet(aws_vpc.main.cidr_block, 4, 1)
    by_local        = cidrhost(local.base, 5)
    template        = "${aws_ecs_cluster.main.name}-api"
    attribute       = try(aws_vpc.main.cidr_block)
    of_a_whole      = try(local.vpc.cidr_block)
    boolean         = try(aws_vpc.main.enable_dns_hostnames)
    not             = !aws_vpc.main.enable_dns_hostnames
    tag             = upper(aws_vpc.main.tags["Name"])
    tag_attribute   = upper(aws_vpc.main.tags.Name)
    tags            = merge(aws_vpc.main.tags, { Extra = "yes" })
    tags_all        = try(aws_vpc.main.tags_all["Name"])
    id              = try(aws_vpc.main.id)
    arn             = "${aws_vpc.main.arn}/*"
    mixed           = [upper(aws_ecs_cluster.main.name), try(aws_vpc.main.id)]
    not_written     = try(aws_vpc.main.instance_tenancy)
    counted         = try(aws_subnet.counted[1].cidr_block)
    splat           = join(",", aws_subnet.counted[*].cidr_block)
    splat_one       = join(",", aws_vpc.main[*].cidr_block)
    length          = length(aws_subnet.counted)
    ids             = length(aws_subnet.counted[*].id)
    by_for          = [for subnet in aws_subnet.counted : split("/", subnet.cidr_block)[1]]
    keyed           = upper(aws_cloudwatch_log_group.keyed["a"].name)
    by_for_keyed    = { for key, group in local.groups : key => "${group.name}:${group.retention_in_days + 1}" }
    values          = sum(values(aws_cloudwatch_log_group.keyed)[*].retention_in_days)
    text_is_number  = jsonencode(try(aws_cloudwatch_log_group.text.retention_in_days))
    json            = jsonencode({ name = upper(aws_cloudwatch_log_group.text.name), days = aws_cloudwatch_log_group.text.retention_in_days + 0 })
    generated       = try(aws_cloudwatch_log_group.generated.name)
    ignored         = try(aws_cloudwatch_log_group.ignored.retention_in_days)
    index           = local.by_cidr[aws_vpc.main.cidr_block]
    lookup          = lookup(local.by_cidr, aws_vpc.main.cidr_block, "none")
    conditional     = aws_vpc.main.cidr_block == "10.20.0.0/16" ? "yes" : "no"
    role            = "${aws_iam_role.main.name}!"
    role_policy     = length(aws_iam_role.main.assume_role_policy)
    fifo            = replace(aws_sqs_queue.main.name, ".fifo", "")
    fifo_policy     = length(aws_sqs_queue.main.policy)
    zone            = "www.${aws_route53_zone.main.name}"
    user_data       = try(aws_instance.main.user_data)
    block           = aws_instance.main.root_block_device[0].volume_size + 1
    block_type      = try(aws_instance.main.root_block_device[0].volume_type)
    block_splat     = try(aws_instance.main.root_block_device[*].volume_size)
    block_further   = try(aws_instance.main.root_block_device[0].iops)
    set_of_blocks   = length(aws_instance.main.ebs_block_device)
    health          = "http://x${aws_lb_target_group.main.health_check[0].path}"
    matcher         = jsonencode(try(aws_lb_target_group.main.health_check[0].matcher))
    port            = aws_lb_target_group.main.port + 1
    empty           = try(aws_security_group.main.description)
    rules           = length(aws_security_group.main.ingress)
    database        = "x-${aws_db_instance.main.identifier}"
    database_size   = aws_db_instance.main.allocated_storage * 2
    environment     = try(aws_lambda_function.main.environment[0].variables["CLUSTER"])
    memory          = aws_lambda_function.main.memory_size * 2
    resource_id     = split("/", aws_appautoscaling_target.main.resource_id)[1]
    module          = upper(module.net.name)
    module_cidr     = try(module.net.cidr)
    module_vpc      = try(module.net.of_vpc)
    modules         = [for key, net in module.nets : "${key}=${net.cidr}"]
    format          = format("%s-%d", aws_ecs_cluster.main.name, aws_lb_target_group.main.port)
    setproduct      = setproduct(["x"], aws_subnet.counted[*].cidr_block)
    sensitive       = "x-${aws_db_instance.main.username}"
  }
}

output "hidden" {
  value = {
    password = "x-${aws_db_instance.main.password}"
    value    = "x-${aws_ssm_parameter.main.value}"
  }
  sensitive = true
}
