using System.Collections.Immutable;
using System.Reflection;

namespace Incidents.Application.Tests.Store;

/// <summary>A member of a record.</summary>
/// <param name="Name">As in JSON.</param>
internal sealed record RecordMember(string Name, Type Type, bool IsOptional);

/// <summary>What a record is made of, so that an event which is added is tried
/// without a word about it here.</summary>
internal static class RecordShape
{
    /// <summary>Its members, in the order of its constructor.</summary>
    public static IReadOnlyList<RecordMember> Of(Type record)
    {
        var nullability = new NullabilityInfoContext();
        RecordMember[] members =
        [
            .. ConstructorOf(record).GetParameters().Select(parameter => new RecordMember(
                Domain.Words.CamelCase(parameter.Name!), parameter.ParameterType,
                nullability.Create(parameter).WriteState == NullabilityState.Nullable)),
        ];

        var beside = record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .Select(property => Domain.Words.CamelCase(property.Name))
                .Except(members.Select(member => member.Name));

        return beside.Any()
            ? throw new NotSupportedException(
                $"{record.Name} has {string.Join(", ", beside)} beside its constructor, where these tests do "
                    + "not look.")
            : members;
    }

    public static object Make(Type record, IEnumerable<object?> values) =>
        ConstructorOf(record).Invoke([.. values]);

    /// <summary>What a list holds; none where the type is no list.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? type.GetGenericArguments()[0]
            : null;

    public static object ListOf(Type element, IEnumerable<object?> items)
    {
        var given = items.ToArray();
        var array = Array.CreateInstance(element, given.Length);
        given.CopyTo(array, 0);

        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.Create)
                && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element)
            .Invoke(null, [array])!;
    }

    private static ConstructorInfo ConstructorOf(Type record) => record.GetConstructors().Single();
}
