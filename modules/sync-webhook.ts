import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedInputs } from './inputs/resolve';
import type { ToldSync } from './sync-told';
import { both, type Condition } from './terraform/condition';
import { Optional } from './terraform/optional';

export interface SyncWebhookProps extends Pick<ResolvedInputs, 'tags'> {
  readonly there: Condition;
  readonly told: ToldSync;
  readonly functionName: string;
  readonly lambda: Optional<LambdaFunction>;
}

/**
 * The address that Statsig calls. Not a function URL: since October 2025 one that is open needs a permission that the
 * older of our providers cannot limit to it, and nothing keeps a flood from the one execution that is reserved.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export class SyncWebhook extends Construct {
  readonly api: Optional<Apigatewayv2Api>;

  constructor(scope: Construct, id: string, props: SyncWebhookProps) {
    super(scope, id);
    const there = both(props.there, props.told.hasWebhook);
    this.api = new Optional(
      there,
      (meta) =>
        new Apigatewayv2Api(this, 'api', {
          ...meta,
          name: `${props.functionName}-webhook`,
          protocolType: 'HTTP',
          tags: Token.asStringMap(props.tags),
        }),
    );
    const apiId = () => this.api.get('id');
    const integration = new Optional(
      there,
      (meta) =>
        new Apigatewayv2Integration(this, 'integration', {
          ...meta,
          apiId: apiId(),
          integrationType: 'AWS_PROXY',
          integrationUri: props.lambda.get('invoke_arn'),
          payloadFormatVersion: '2.0',
        }),
    );
    new Optional(
      there,
      (meta) =>
        new Apigatewayv2Route(this, 'route', {
          ...meta,
          apiId: apiId(),
          routeKey: 'POST /',
          authorizationType: 'NONE',
          target: `integrations/${integration.get('id')}`,
        }),
    ).because({
      authorization_type: 'The function checks the signature, which Statsig makes of the body.',
    });
    new Optional(
      there,
      (meta) =>
        new Apigatewayv2Stage(this, 'stage', {
          ...meta,
          apiId: apiId(),
          name: '$default',
          autoDeploy: true,
          defaultRouteSettings: { throttlingBurstLimit: 5, throttlingRateLimit: 5 },
          tags: Token.asStringMap(props.tags),
        }),
    ).because({
      default_route_settings: 'Who floods the address keeps no run from its turn.',
    });
    new Optional(
      there,
      (meta) =>
        new LambdaPermission(this, 'permission', {
          ...meta,
          functionName: props.lambda.get('function_name'),
          action: 'lambda:InvokeFunction',
          principal: 'apigateway.amazonaws.com',
          sourceArn: `${this.api.get('execution_arn')}/*/*/`,
        }),
    );
  }
}
