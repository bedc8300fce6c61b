using System.Security.Cryptography;

namespace Incidents.Application.Reporting;

/// <summary>The number by which a reporter whom nobody knows follows a report up: fifteen digits of chance
/// and one that tells a slip of the finger.</summary>
public static class Receipt
{
    /// <summary>How many digits it has.</summary>
    public const int Digits = 16;

    /// <summary>A new one.</summary>
    public static string New()
    {
        var digits = string.Create(Digits - 1, 0, static (text, _) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)('0' + RandomNumberGenerator.GetInt32(10));
        });

        return $"{digits}{CheckDigit(digits)}";
    }

    /// <summary>The digits of what somebody typed, who may have grouped them; none where it cannot be a
    /// receipt.</summary>
    public static string? Read(string typed)
    {
        if (typed.Length > 2 * Digits)
            return null;

        var digits = string.Concat(typed.Where(letter => letter is not (' ' or '-')));

        return digits.Length == Digits && digits.All(char.IsAsciiDigit)
            && digits[^1] == CheckDigit(digits.AsSpan(0, Digits - 1))
            ? digits
            : null;
    }

    /// <summary>Luhn's: it finds every wrong digit and nearly every two that changed places.</summary>
    private static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
