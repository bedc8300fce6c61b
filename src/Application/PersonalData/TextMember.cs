using System.Collections.Immutable;
using System.Reflection;
using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>A member of a record that holds texts: one, a record of them, or an array of either.</summary>
internal abstract class TextMember<TRecord>
    where TRecord : class
{
    public static TextMember<TRecord> Of(PropertyInfo property)
    {
        var type = property.PropertyType;
        var (kind, types) = type switch
        {
            _ when type == typeof(Text) => (typeof(OneText<>), new[] { typeof(TRecord) }),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) =>
                (typeof(ManyTexts<,>), [typeof(TRecord), ElementOf(type, property)]),
            _ when IsOurs(type) => (typeof(RecordOfTexts<,>), [typeof(TRecord), type]),
            _ => throw CannotSeal(property),
        };

        return (TextMember<TRecord>)Activator.CreateInstance(kind.MakeGenericType(types), property)!;
    }

    /// <summary>Puts what the change makes of the member into <paramref name="after"/>, which is copied from
    /// <paramref name="before"/> when the first member changes.</summary>
    public abstract TRecord Map(
        TRecord before, TRecord after, Func<TRecord, TRecord> clone, string? path,
        Func<string, Text, Text> change);

    private static Type ElementOf(Type array, PropertyInfo property) =>
        array.GetGenericArguments()[0] is var element && (element == typeof(Text) || IsOurs(element))
            ? element
            : throw CannotSeal(property);

    private static bool IsOurs(Type type) =>
        type is { IsClass: true, IsGenericType: false, IsArray: false }
        && type != typeof(object) && !typeof(Text).IsAssignableFrom(type);

    private static NotSupportedException CannotSeal(PropertyInfo property) => new(
        $"{property.DeclaringType!.Name}.{property.Name} may hold texts in a "
        + $"{property.PropertyType.Name}, where they cannot be sealed; use Text, a record, or an "
        + "ImmutableArray of either.");
}

/// <summary>A member of a known type.</summary>
internal abstract class TextMember<TRecord, TValue>(PropertyInfo property) : TextMember<TRecord>
    where TRecord : class
{
    private readonly string _name = Words.CamelCase(property.Name);
    private readonly Func<TRecord, TValue> _get = property.GetMethod!.CreateDelegate<Func<TRecord, TValue>>();
    private readonly Action<TRecord, TValue> _set =
        property.SetMethod!.CreateDelegate<Action<TRecord, TValue>>();

    public override TRecord Map(
        TRecord before, TRecord after, Func<TRecord, TRecord> clone, string? path,
        Func<string, Text, Text> change)
    {
        var old = _get(before);
        var @new = Change(old, path is null ? _name : $"{path}.{_name}", change);

        if (IsSame(old, @new))
            return after;

        if (ReferenceEquals(before, after))
            after = clone(before);

        _set(after, @new);

        return after;
    }

    protected abstract TValue Change(TValue value, string path, Func<string, Text, Text> change);

    protected abstract bool IsSame(TValue one, TValue other);
}

internal sealed class OneText<TRecord>(PropertyInfo property) : TextMember<TRecord, Text?>(property)
    where TRecord : class
{
    protected override Text? Change(Text? value, string path, Func<string, Text, Text> change) =>
        value is null ? null : change(path, value);

    protected override bool IsSame(Text? one, Text? other) => ReferenceEquals(one, other);
}

internal sealed class RecordOfTexts<TRecord, TInner>(PropertyInfo property)
    : TextMember<TRecord, TInner?>(property)
    where TRecord : class
    where TInner : class
{
    protected override TInner? Change(TInner? value, string path, Func<string, Text, Text> change) =>
        value is null ? null : (TInner)TextShape.Of(value.GetType()).Map(value, path, change);

    protected override bool IsSame(TInner? one, TInner? other) => ReferenceEquals(one, other);
}

internal sealed class ManyTexts<TRecord, TElement>(PropertyInfo property)
    : TextMember<TRecord, ImmutableArray<TElement>>(property)
    where TRecord : class
    where TElement : class
{
    protected override ImmutableArray<TElement> Change(
        ImmutableArray<TElement> value, string path, Func<string, Text, Text> change)
    {
        // An event of before there was such a member has no array at all.
        if (value.IsDefaultOrEmpty)
            return value;

        ImmutableArray<TElement>.Builder? changed = null;
        for (var i = 0; i < value.Length; i++)
        {
            var element = ChangeElement(value[i], $"{path}[{i}]", change);
            if (ReferenceEquals(element, value[i]))
                continue;

            changed ??= value.ToBuilder();
            changed[i] = element;
        }

        return changed?.MoveToImmutable() ?? value;
    }

    protected override bool IsSame(ImmutableArray<TElement> one, ImmutableArray<TElement> other) =>
        one == other;

    private static TElement ChangeElement(TElement element, string path, Func<string, Text, Text> change) =>
        element switch
        {
            null => element!,
            Text text => (TElement)(object)change(path, text),
            _ => (TElement)TextShape.Of(element.GetType()).Map(element, path, change),
        };
}
