using Incidents.Benchmarks;

return await CommandLine.Run(args);
