# Terraform 1.11: https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only
ephemeral "aws_secretsmanager_random_password" "db" {
  password_length = 32
}

resource "aws_secretsmanager_secret" "db" {
  name = "db"
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = aws_secretsmanager_secret.db.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.db.random_password
  secret_string_wo_version = 1
}
