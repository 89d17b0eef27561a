import { duration, object, type Infer } from '../../schema/index.ts';

/** How long people take. With the defaults, four to twelve servers are down for five to ten minutes. */
export const schema = object(
  {
    copyPerServer: duration({
      default: '20s',
      max: '1h',
      label: 'Copy, per server',
      help: 'Time to copy the release to one server; one person does one server after the other.',
    }),
    configure: duration({
      default: '4m',
      max: '1d',
      label: 'Configure',
      help: 'Time to unpack the release, edit its configuration and run the upgrade scripts, before anything is started.',
    }),
    check: duration({
      default: '1m',
      max: '1h',
      label: 'Check',
      help: 'Time that people click through the service, once all servers are up, before they call it done.',
    }),
  },
  { default: {}, label: 'By hand', help: 'People stop all servers, copy the release to each, and start them again.' },
);

export type Params = Infer<typeof schema>;
