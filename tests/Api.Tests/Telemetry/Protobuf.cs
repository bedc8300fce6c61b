using System.Text;

namespace Incidents.Api.Tests.Telemetry;

/// <summary>As much of the wire format of Protocol Buffers as it takes to read what was sent: fields by their
/// numbers.</summary>
internal sealed class Protobuf
{
    private readonly List<(ulong Number, ulong Value, byte[] Bytes)> fields = [];

    public Protobuf(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            var key = Varint(ref message);
            var value = (key & 7) switch
            {
                0 => Varint(ref message),
                1 => Skipped(ref message, 8),
                5 => Skipped(ref message, 4),
                _ => 0UL,
            };
            byte[] bytes = [];
            if ((key & 7) == 2)
            {
                var length = (int)Varint(ref message);
                bytes = message[..length].ToArray();
                message = message[length..];
            }

            fields.Add((key >> 3, value, bytes));
        }
    }

    public IEnumerable<Protobuf> Messages(ulong number) => All(number).Select(bytes => new Protobuf(bytes));

    public string Text(ulong number) => Encoding.UTF8.GetString(All(number).FirstOrDefault() ?? []);

    public string Hex(ulong number) => Convert.ToHexStringLower(All(number).FirstOrDefault() ?? []);

    private IEnumerable<byte[]> All(ulong number) =>
        fields.Where(field => field.Number == number).Select(field => field.Bytes);

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }

    private static ulong Skipped(ref ReadOnlySpan<byte> message, int length)
    {
        message = message[length..];

        return 0;
    }
}
