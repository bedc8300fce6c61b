global using Incidents.Api.Tests.Fixture;
global using Incidents.Processes;
