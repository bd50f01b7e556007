/** What a log group lacks of what it shall have. */

/** A log group as CloudWatch describes it. */
export interface LogGroup {
  logGroupName: string;
  /** With or without `:*` at its end. */
  arn: string;
  /** Absent: events are kept forever. */
  retentionInDays?: number;
  kmsKeyId?: string;
}

export interface LogGroupSettings {
  logGroupName: string;
  /** 0: forever. */
  retentionInDays: number;
  /** Of the Region that it is in. */
  kmsKeyArn: string | null;
  tags: Readonly<Record<string, string>>;
}

/** A call of CloudWatch Logs. */
export interface Change {
  action: 'PutRetentionPolicy' | 'DeleteRetentionPolicy' | 'AssociateKmsKey' | 'TagResource';
  parameters: object;
}

export function changesFor(
  group: LogGroup,
  tagsNow: Readonly<Record<string, string>>,
  { logGroupName, retentionInDays, kmsKeyArn, tags }: LogGroupSettings,
): Change[] {
  const lacking = Object.entries(tags).filter(([name, value]) => tagsNow[name] !== value);
  return [
    ...retentionChange(group.retentionInDays ?? 0, retentionInDays, logGroupName),
    ...(kmsKeyArn !== null && group.kmsKeyId !== kmsKeyArn
      ? [{ action: 'AssociateKmsKey', parameters: { logGroupName, kmsKeyId: kmsKeyArn } } as const]
      : []),
    ...(lacking.length > 0
      ? [
          {
            action: 'TagResource',
            parameters: { resourceArn: arnOf(group), tags: Object.fromEntries(lacking) },
          } as const,
        ]
      : []),
  ];
}

function retentionChange(now: number, wanted: number, logGroupName: string): Change[] {
  if (now === wanted) return [];
  return wanted === 0
    ? [{ action: 'DeleteRetentionPolicy', parameters: { logGroupName } }]
    : [
        {
          action: 'PutRetentionPolicy',
          parameters: { logGroupName, retentionInDays: wanted },
        },
      ];
}

/** As the calls about tags want it. */
export function arnOf({ arn }: Pick<LogGroup, 'arn'>): string {
  return arn.replace(/:\*$/, '');
}
