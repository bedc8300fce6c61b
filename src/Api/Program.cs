using Incidents.Api.Hosting;

return await CommandLine.Run(args);
