global using System.Collections.Immutable;
global using static Incidents.Domain.Points;
global using static Incidents.Domain.Tests.Asked;
global using static Incidents.Domain.Tests.Happened;
global using static Incidents.Domain.Tests.Life;
global using static Incidents.Domain.Tests.Scenario;
global using static Incidents.Domain.Tests.School;
