import { FRAMEWORKS, hasOwnServer, SERVERS, type Answers, type Framework, type Server } from '../../src/answers.js';

/** Every app that can be asked for, without its directory. */
export type Combination = Omit<Answers, 'directory'>;

const serversOf = (framework: Framework): readonly (Server | undefined)[] =>
  hasOwnServer(framework) ? [undefined] : (Object.keys(SERVERS) as Server[]);

export const COMBINATIONS = (Object.keys(FRAMEWORKS) as Framework[]).flatMap((framework) =>
  serversOf(framework).flatMap((server) =>
    [false, true].map((hasViewingLimits): Combination => ({ framework, server, hasViewingLimits })),
  ),
);
