# Whether a template's Ruby can be read. Nothing of it is run.
require 'erb'
require 'jruby'

module Slipway
  class Syntax
    # [line or nil, message] of the first mistake, or nil.
    def check(filename, content)
      text = String.from_java_bytes(content).force_encoding(Encoding::UTF_8)
      erb = ERB.new(text, trim_mode: '-')
      # It counts lines from 0.
      JRuby.parse(erb.src, filename, false, erb.lineno - 1)
      nil
    rescue SyntaxError, ArgumentError, EncodingError => e
      line = e.message[/#{Regexp.escape(filename)}:(\d+)/, 1]
      [line && line.to_i, e.message.sub(/\A#{Regexp.escape(filename)}:\d+: /, '').strip]
    end
  end
end
