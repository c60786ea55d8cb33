# What a director's process has beside the context: a template may use these and load nothing.
autoload :Base64, 'base64'
autoload :BigDecimal, 'bigdecimal'
autoload :Date, 'date'
autoload :DateTime, 'date'
autoload :Digest, 'digest'
autoload :FileUtils, 'fileutils'
autoload :IPAddr, 'ipaddr'
autoload :Logger, 'logger'
autoload :Net, 'net/http'
autoload :OpenSSL, 'openssl'
autoload :Pathname, 'pathname'
autoload :SecureRandom, 'securerandom'
autoload :Set, 'set'
autoload :StringIO, 'stringio'
autoload :Tempfile, 'tempfile'
autoload :URI, 'uri'
autoload :Zlib, 'zlib'

# As ActiveSupport has it.
class Object
  def blank?
    respond_to?(:empty?) ? !!empty? : !self
  end

  def present?
    !blank?
  end

  def presence
    self if present?
  end
end

class Numeric
  def blank?
    false
  end
end

class TrueClass
  def blank?
    false
  end
end

class String
  def blank?
    match?(/\A[[:space:]]*\z/)
  end
end

# Nothing of the process's own, nor what JRuby adds.
ENV.clear
