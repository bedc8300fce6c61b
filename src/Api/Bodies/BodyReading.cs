using System.Collections.Immutable;
using Incidents.Domain;

namespace Incidents.Api.Bodies;

/// <summary>What reading a request came to: <see cref="Understood{T}"/>, <see cref="Misread{T}"/> or
/// <see cref="NoSuchPath{T}"/>.</summary>
public abstract record BodyReading<T>;

/// <summary>The command, with nothing wrong in it that can be seen without the incident.</summary>
public sealed record Understood<T>(T Command) : BodyReading<T>;

/// <summary>Everything that is wrong with the body; at least one thing.</summary>
public sealed record Misread<T>(ImmutableArray<FieldProblem> Problems) : BodyReading<T>;

/// <summary>The path names something in a form that nothing here can have: not found.</summary>
/// <param name="Name">Which part of the path.</param>
public sealed record NoSuchPath<T>(string Name) : BodyReading<T>;
