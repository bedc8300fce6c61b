using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>Which rules a decider can refuse by, read from its compiled code and from the code of the domain
/// that it calls.</summary>
internal static class RulesInDeciders
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Rule> Of(Type command) => ReadBy(command)
        .OfType<FieldInfo>()
        .Where(field => field.DeclaringType == typeof(Rules) && field.FieldType == typeof(Rule))
        .Distinct().Select(field => (Rule)field.GetValue(null)!);

    public static bool CanBeSoAlready(Type command) => ReadBy(command)
        .OfType<MethodBase>().Any(method => method.Name == $"get_{nameof(Decision.Nothing)}");

    /// <summary>Everything that deciding a command reads or calls.</summary>
    private static HashSet<MemberInfo> ReadBy(Type command)
    {
        var read = new HashSet<MemberInfo>();
        var open = new Stack<MethodBase>(
        [
            .. command.GetMethods().Where(method => method.Name == nameof(IncidentCommand.Decide)),
            command.GetMethod("NotThere", BindingFlags.Instance | BindingFlags.NonPublic)!,
        ]);
        while (open.TryPop(out var method))
        {
            foreach (var member in Mentioned(method).Where(read.Add))
            {
                if (member is MethodBase { DeclaringType: { } type } called
                    && type.Assembly == command.Assembly)
                {
                    open.Push(called);
                    if (called.IsConstructor && type.IsDefined(typeof(CompilerGeneratedAttribute)))
                        Array.ForEach(type.GetMethods(Everything), open.Push);
                }
            }
        }

        return read;
    }

    private static IEnumerable<MemberInfo> Mentioned(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], code[at]]) : code[at];
            var opCode = OpCodesByValue[value];
            at += opCode.Size;
            if (opCode.OperandType
                is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at),
                    method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                    method.IsGenericMethod ? method.GetGenericArguments() : null)!;
            }

            at += SizeOf(opCode.OperandType, code, at);
        }
    }

    private static int SizeOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
