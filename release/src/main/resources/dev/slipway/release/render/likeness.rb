# Where JRuby writes something else than Ruby itself.
module Slipway
  # Whole numbers from 1e15 on are written with an exponent; JRuby begins with that later. (What is
  # interpolated or within JSON it writes on its own.)
  module FloatText
    LARGE = /\A(-?)(\d)(\d{15,})\.0\z/

    def to_s
      text = super
      return text unless finite? && abs >= 1e15 && (parts = LARGE.match(text))

      digits = parts[3].sub(/0+\z/, '')
      "#{parts[1]}#{parts[2]}.#{digits.empty? ? '0' : digits}e+#{parts[3].length}"
    end

    def inspect
      to_s
    end
  end

  # Characters beyond U+FFFF are written as escapes, in quotes.
  module WideText
    WIDE = /[\u{10000}-\u{10ffff}]/

    module Tree
      def visit_String(text)
        return super unless text.encoding == Encoding::UTF_8 && text.valid_encoding? && text.match?(WIDE)

        register(text, @emitter.scalar(text, nil, nil, false, true, Psych::Nodes::Scalar::DOUBLE_QUOTED))
      end
    end

    module Dump
      def dump(*)
        text = super
        text.is_a?(String) ? text.gsub(WIDE) { |each| format('\U%08X', each.ord) } : text
      end
    end
  end
end

Float.prepend(Slipway::FloatText)
Psych::Visitors::YAMLTree.prepend(Slipway::WideText::Tree)
Psych.singleton_class.prepend(Slipway::WideText::Dump)
