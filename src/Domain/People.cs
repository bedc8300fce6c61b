namespace Incidents.Domain;

/// <summary>Somebody whom a command names.</summary>
public interface INamedPerson
{
    /// <summary>The name as it was given.</summary>
    public string Name { get; }

    /// <summary>Who it is to the school's issuer of identities, where that is known.</summary>
    public string? Subject { get; }
}

/// <summary>Somebody named in passing.</summary>
public sealed record Person(
    [property: MaxLength(200)] string Name,
    [property: MaxLength(200)] string? Subject = null,
    [property: MaxLength(100)] string? Role = null) : INamedPerson;

/// <summary>What somebody has to do with an incident.</summary>
public enum Relation
{
    /// <summary>The incident is about what they did: shut out of it (why-6).</summary>
    Involved,

    /// <summary>Saw it: may not investigate it (why-6).</summary>
    Witness,

    /// <summary>Their data: may not investigate it (why-6).</summary>
    Affected,
}

/// <summary>Somebody the incident is about (how-2).</summary>
public sealed record InvolvedPerson(
    [property: MaxLength(200)] string Name,
    [property: MaxLength(200)] string? Subject,
    Relation Relation) : INamedPerson
{
    /// <summary>What an event keeps of them.</summary>
    internal PersonConcerned Concerned(KnownIdentity known) =>
        new(known.PersonId, Text.Name(Name, known.PersonId), Relation, known.Roles);
}

/// <summary>Somebody who is given a part in the work, by the role that they have it in.</summary>
public sealed record Assignee(
    [property: MaxLength(200)] string Subject,
    [property: MaxLength(200)] string Name,
    Role Role) : INamedPerson;

/// <summary>A command that names people.</summary>
public interface INamesPeople
{
    /// <summary>Everybody it names.</summary>
    public IEnumerable<INamedPerson> NamedPeople { get; }
}

/// <summary>A command that names an event of the incident by its version.</summary>
public interface INamesEvent
{
    /// <summary>Its version.</summary>
    public long NamedVersion { get; }
}

/// <summary>A command that names another incident than the one that it is about.</summary>
public interface INamesOther
{
    /// <summary>Its id.</summary>
    public Guid NamedOther { get; }
}
