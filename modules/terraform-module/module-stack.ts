import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformElement, TerraformStack } from 'cdktf';
import type { Node } from 'constructs';
import { LAZY_FILES } from '../../handler/lazy-files';
import { declareVariables } from '../inputs/variables';
import { declareOutputs } from '../outputs';
import { StatsigEdge } from '../statsig-edge';
import { coalesce } from '../terraform/condition';
import { bare, hcl } from '../terraform/expression';
import { resourceName } from './resource-name';

/**
 * The stack of which the plain Terraform module is made: every input a variable, and names that are the module's API.
 * The providers stand for those that the module's caller passes, and are not rendered.
 */
export class ModuleStack extends TerraformStack {
  readonly #addresses = new Set<string>();

  constructor() {
    super(new App({ stackTraces: false }), 'module');
    new AwsProvider(this, 'aws');
    new ArchiveProvider(this, 'archive');
    const usEast1 = new AwsProvider(this, 'us-east-1', { alias: 'us_east_1' });
    const inputs = declareVariables(this);
    const edge = new StatsigEdge(this, 'this', {
      ...inputs,
      usEast1,
      handlerFile: String(coalesce(inputs.handlerFile, inModule('handler/index.mjs'))),
      lazyFiles: Object.fromEntries(
        LAZY_FILES.map(({ name }) => [name, inModule(`handler/${name}`)]),
      ),
      syncFile: inModule('sync/index.mjs'),
    });
    declareOutputs(this, edge);
    this.prepareStack();
  }

  /** @throws {Error} when two resources of a type would have the same name. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    if (!TerraformElement.isTerraformElement(element)) return super.allocateLogicalId(element);
    const type = 'terraformResourceType' in element ? String(element.terraformResourceType) : '';
    // The construct that joins all the others has nothing to tell.
    const [, ...path] = element.node.path.split('/').slice(1);
    const name = resourceName(type, path);
    const address = `${element.constructor.name} ${type}.${name}`;
    if (this.#addresses.has(address)) {
      throw new Error(
        `Two ${type} would be called ${name} in the Terraform module. Give ${element.node.path} an id that tells them apart.`,
      );
    }
    this.#addresses.add(address);
    return name;
  }
}

/** The path of a file in the module's folder. */
function inModule(name: string): string {
  return `${hcl`${bare('path.module')}`}/${name}`;
}
