using System.Collections.Concurrent;
using System.Reflection;
using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>Where a record holds texts; looked up once for each type, because every event goes through
/// it.</summary>
internal abstract class TextShape
{
    private static readonly ConcurrentDictionary<Type, TextShape> Shapes = new();

    public static TextShape Of(Type type) => Shapes.GetOrAdd(type, static type =>
    {
        var clone = type.GetMethod(
            "<Clone>$", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            ?? throw new NotSupportedException(
                $"{type.Name} may hold texts but is no record, so they cannot be sealed.");

        return (TextShape)typeof(TextShape<>).MakeGenericType(type).GetConstructors().Single()
            .Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [clone], culture: null);
    });

    public abstract object Map(object record, string? path, Func<string, Text, Text> change);
}

/// <summary>A record is changed as <c>with</c> does it, so that what is not a text is kept whatever it
/// is.</summary>
internal sealed class TextShape<TRecord>(MethodInfo clone) : TextShape
    where TRecord : class
{
    private readonly Func<TRecord, TRecord> _clone = clone.CreateDelegate<Func<TRecord, TRecord>>();

    private readonly TextMember<TRecord>[] _members =
        [.. TextTypes.MembersOf(typeof(TRecord)).Select(TextMember<TRecord>.Of)];

    public override object Map(object record, string? path, Func<string, Text, Text> change)
    {
        var before = (TRecord)record;
        var after = before;

        foreach (var member in _members)
            after = member.Map(before, after, _clone, path, change);

        return after;
    }
}
