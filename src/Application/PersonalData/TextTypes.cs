using System.Reflection;
using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>Which members of a record may hold texts. In doubt one may: what cannot be looked into is
/// refused, so that no text passes by the seal.</summary>
internal static class TextTypes
{
    // What cannot be set is computed from the rest, and is not stored.
    public static IEnumerable<PropertyInfo> MembersOf(Type type) =>
        SettableOf(type).Where(property => MayHold(property.PropertyType, []));

    private static IEnumerable<PropertyInfo> SettableOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0);

    private static bool MayHold(Type type, HashSet<Type> seen)
    {
        if (typeof(Text).IsAssignableFrom(type) || type == typeof(object))
            return true;

        if (!seen.Add(type))
            return false;

        if (type.HasElementType)
            return MayHold(type.GetElementType()!, seen);

        if (type.GetGenericArguments().Any(argument => MayHold(argument, seen)))
            return true;

        if (type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal))
            return false;

        return IsOpen(type) || SettableOf(type).Any(property => MayHold(property.PropertyType, seen));
    }

    /// <summary>A type that others derive from says nothing about what they hold.</summary>
    private static bool IsOpen(Type type) => type is { IsSealed: false, IsValueType: false };
}
