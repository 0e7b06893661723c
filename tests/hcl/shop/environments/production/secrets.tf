# Decisions about this file, with reasons. Change them in the spec.
# - secrets.dbPassword.recovery = 30 days (tier): How long a deleted secret can be taken back. Until
#   then its name is taken, so development, where environments come and go, deletes at once.

resource "aws_secretsmanager_secret" "db_password" {
  name                    = "shop/production/dbPassword"
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
