# Terraform 1.14: https://developer.hashicorp.com/terraform/language/block/tfquery/list
list "aws_instance" "all" {
  provider         = aws
  include_resource = true
  limit            = 50
  config {
    region = "eu-west-1"
    filter {
      name   = "instance-state-name"
      values = ["running"]
    }
  }
}
