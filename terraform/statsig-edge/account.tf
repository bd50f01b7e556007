################################################################################
# Account
################################################################################

data "aws_caller_identity" "account" {
  count = var.create ? 1 : 0
}

# The account as it was asked for first. Where the module block has a depends_on that changes,
# Terraform asks only when it applies; a bucket whose name is unknown until then would be replaced.
resource "terraform_data" "account" {
  count = var.create ? 1 : 0

  input = data.aws_caller_identity.account[0].account_id

  lifecycle {
    ignore_changes = [
      input,
    ]
  }
}

locals {
  account_id = var.account_id == null ? one(terraform_data.account[*].input) : var.account_id
}
