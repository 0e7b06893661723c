# Terraform 1.14: https://developer.hashicorp.com/terraform/language/block/action
resource "aws_lambda_function" "warm" {
  function_name = "warm"
  role          = "arn:aws:iam::123456789012:role/warm"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/warm:1.0.0"
}

action "aws_lambda_invoke" "warm" {
  for_each = toset(["a", "b"])
  config {
    function_name = aws_lambda_function.warm.function_name
    payload       = jsonencode({ key = each.key })
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  lifecycle {
    action_trigger {
      events    = [after_create, before_update]
      condition = var.is_warm
      actions   = [action.aws_lambda_invoke.warm["a"], action.aws_lambda_invoke.warm["b"]]
    }
  }
}

variable "is_warm" {
  type    = bool
  default = true
}
