# Decisions about this file, with reasons. Change them in the spec.
# - network.zones = 3 (tier): Subnets spread over this many availability zones. A load balancer
#   needs two. With three, a failing zone takes a third of the tasks, not half.
# - network.egress = natPerZone (tier): How tasks reach what is outside the VPC. Private subnets
#   everywhere. Below production one NAT gateway serves all zones; in production each zone has its
#   own, since a zone whose gateway stands elsewhere loses its way out when that zone fails.

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
  cidr_block              = "10.60.0.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-private-a"
  }

  lifecycle {
    ignore_changes = [availability_zone]
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
  cidr_block              = "10.60.16.0/20"
  map_public_ip_on_launch = false
  tags = {
    Name = "shop-production-private-b"
  }

  lifecycle {
    ignore_changes = [availability_zone]
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
    ignore_changes = [availability_zone]
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
    ignore_changes = [availability_zone]
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
