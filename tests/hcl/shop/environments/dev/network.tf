# Decided here, and why. The spec can say otherwise.
# - cidr = 10.10.0.0/16 (tier): The VPC's addresses. Tiers differ so that environments can be peered
#   or attached to one transit gateway later.
# - zones = 2 (tier): Subnets spread over this many availability zones. A load balancer needs two.
#   With three, a failing zone takes a third of the tasks, not half.
# - egress = nat (tier): How tasks reach what is outside the VPC. Private subnets everywhere. Below
#   production one NAT gateway serves all zones; in production each zone has its own, since a zone
#   whose gateway stands elsewhere loses its way out when that zone fails.
# - flowLogs.traffic = reject (tier): Which packets the flow log records. Rejected packets answer
#   most questions about security groups at a fraction of the volume.
# - flowLogs.destination = cloudwatch (default): Where flow logs go. A log group can be searched at
#   once. Records in S3 cost half and need Athena to be read.
# - flowLogs.retention = 14 days (tier): How long flow logs are kept. An intrusion is often found
#   months later.

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.10.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags = {
    Name = "shop-dev"
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-dev-default-unused"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-dev"
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-dev-public"
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
  cidr_block              = "10.10.128.0/24"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-dev-public-a"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table_association" "public_a" {
  subnet_id      = aws_subnet.public_a.id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private_a" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.10.0.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-dev-private-a"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table" "private_a" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-dev-private-a"
  }
}

resource "aws_route_table_association" "private_a" {
  subnet_id      = aws_subnet.private_a.id
  route_table_id = aws_route_table.private_a.id
}

resource "aws_subnet" "public_b" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.10.129.0/24"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-dev-public-b"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table_association" "public_b" {
  subnet_id      = aws_subnet.public_b.id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private_b" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.10.16.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-dev-private-b"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table" "private_b" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "shop-dev-private-b"
  }
}

resource "aws_route_table_association" "private_b" {
  subnet_id      = aws_subnet.private_b.id
  route_table_id = aws_route_table.private_b.id
}

resource "aws_eip" "nat_a" {
  domain = "vpc"
  tags = {
    Name = "shop-dev-nat-a"
  }
}

resource "aws_nat_gateway" "main_a" {
  allocation_id = aws_eip.nat_a.id
  subnet_id     = aws_subnet.public_a.id
  tags = {
    Name = "shop-dev-a"
  }
  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_a_nat" {
  route_table_id         = aws_route_table.private_a.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_a.id
}

resource "aws_route" "private_b_nat" {
  route_table_id         = aws_route_table.private_b.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_a.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.private_a.id,
    aws_route_table.private_b.id,
    aws_route_table.public.id,
  ]
  tags = {
    Name = "shop-dev-s3"
  }
}

resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.private_a.id,
    aws_route_table.private_b.id,
    aws_route_table.public.id,
  ]
  tags = {
    Name = "shop-dev-dynamodb"
  }
}
