################################################################################
# Role: what the function may do
################################################################################

resource "aws_iam_role" "execution" {
  count = var.create && var.existing_role == null ? 1 : 0

  name = coalesce(var.role_name, var.name)
  path = var.role_path
  # CloudFront attaches a function only if both services may assume its role.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = {
        Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]
      }
    }]
  })
  permissions_boundary = var.role_permissions_boundary

  tags = var.tags
}

# The function runs, and logs, in the Region nearest to the viewer, so that the Region stands open.
locals {
  role_policy = var.create ? jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:*:${local.account_id}:log-group:${local.log_group_name}:*"
      }],
      var.create_log_groups ? [{
        Sid      = "CreateLogGroups"
        Effect   = "Allow"
        Action   = "logs:CreateLogGroup"
        Resource = "arn:aws:logs:*:${local.account_id}:log-group:${local.log_group_name}:*"
      }] : [],
      var.bucket_access == "private" ? [{
        Sid      = "ReadSpecs"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${local.store.arn}/statsig-config.json"
      }] : [],
      var.bucket_access == "private" && var.kms_key != null ? [{
        Sid      = "DecryptSpecs"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.kms_key.arn
      }] : [],
      flatten([try(jsondecode(var.policy_json).Statement, [])])
    )
  }) : null
}

resource "aws_iam_role_policy" "execution" {
  count = var.create && var.existing_role == null ? 1 : 0

  name   = var.name
  role   = aws_iam_role.execution[0].id
  policy = local.role_policy
}
