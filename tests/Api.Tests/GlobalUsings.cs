global using Incidents.Api.Tests.Fixture;
