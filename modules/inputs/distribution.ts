import { type Inputs, matches } from './input';
import { bool, text, texts } from './type';

export const distribution = {
  create_distribution: {
    type: bool,
    description:
      'Whether a CloudFront distribution is made. If not, pass the output lambda_function_association to one of yours.',
    default: true,
  },
  aliases: {
    type: texts,
    description: 'Domain names of yours that the distribution answers to. They need a certificate.',
    default: [],
  },
  certificate_arn: {
    type: text,
    description:
      'ACM certificate for the aliases, in us-east-1; left out: the one of *.cloudfront.net.',
    default: null,
    rules: [
      matches(
        /^arn:aws:acm:us-east-1:[0-9]{12}:certificate\/[A-Za-z0-9-]+$/,
        'CloudFront takes a certificate of ACM in us-east-1 only: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID. Request or import it in that Region.',
      ),
    ],
  },
} as const satisfies Inputs;
