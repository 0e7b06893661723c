variable "cidr" {
  type = string
}

variable "vpc" {
  type = object({ cidr_block = string, id = string })
}

variable "id" {}

resource "aws_subnet" "main" {
  vpc_id     = var.id
  cidr_block = cidrsubnet(var.cidr, 4, 9)
  tags       = { Name = "net-${var.cidr}" }
}

output "name" {
  value = aws_subnet.main.tags["Name"]
}

output "cidr" {
  value = aws_subnet.main.cidr_block
}

output "of_vpc" {
  value = "of-${var.vpc.cidr_block}"
}
